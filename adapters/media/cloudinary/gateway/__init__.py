"""Playing what lies at Cloudinary: three ways, of which one carries every byte itself."""
