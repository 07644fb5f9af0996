#!/usr/bin/env bash
# Puts veraPDF, the archive's validator, under .cache/verapdf/ with a launcher; needs Java 11+ and Maven.
set -euo pipefail
cd "$(dirname "$0")/.."
version=1.28.2
folder=.cache/verapdf
jar="greenfield-apps-$version.jar"
if [[ ! -s $folder/$jar ]]; then
  command -v mvn >/dev/null || { echo "Maven is missing: apt-get install maven" >&2; exit 3; }
  mkdir -p "$folder"
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact="org.verapdf.apps:greenfield-apps:$version" -DoutputDirectory="$folder"
fi
cat >"$folder/verapdf.part" <<'LAUNCHER'
#!/usr/bin/env bash
# veraPDF's command line, as installed by scripts/install-verapdf.sh.
exec java -Xss16m -cp "$(dirname "$(readlink -f "$0")")/JAR" org.verapdf.apps.GreenfieldCliWrapper "$@"
LAUNCHER
sed -i "s/JAR/$jar/" "$folder/verapdf.part"
chmod +x "$folder/verapdf.part"
mv "$folder/verapdf.part" "$folder/verapdf"
echo "veraPDF $version: $folder/verapdf"
