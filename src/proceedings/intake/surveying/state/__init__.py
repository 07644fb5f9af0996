"""The state of a document, told by its pages:
review copies, leftovers, forms, unreadable text, overlay steps.
"""
