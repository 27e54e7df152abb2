"""What the site costs, measured beside vanilla Material. No build and no check imports this."""
