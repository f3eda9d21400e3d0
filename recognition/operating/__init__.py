"""What operators and staff work with: settings, lists, numbers."""
