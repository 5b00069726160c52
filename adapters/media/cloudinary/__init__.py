"""The hosted media engine: Cloudinary, through its official SDK."""
