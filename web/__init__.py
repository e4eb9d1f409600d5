"""The site (网站): one blueprint a room, templates beside it by name; it knows no tables."""
