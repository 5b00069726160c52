"""What leaves the house on the way from Cloudinary to a player."""
