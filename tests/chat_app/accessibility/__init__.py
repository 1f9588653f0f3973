"""What people meet who use a keyboard, a screen reader, much contrast or little motion."""
