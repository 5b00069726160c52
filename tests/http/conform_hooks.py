"""What schemathesis has to be told before it can drive the API; loaded by its command."""

import schemathesis

# Chunks of uploads are plain bytes under a name of the tus protocol.
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
