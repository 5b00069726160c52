"""The media engines, judged by what they leave behind."""
