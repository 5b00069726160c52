"""What Cloudinary's adapter alone promises, against the stand-in."""
