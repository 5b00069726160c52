// Uploads a file with tus-js-client, whatever happens: node upload.cjs URL TOKEN FILE NAME
const fs = require("fs");
const tus = require("tus-js-client");

const [endpoint, token, path, filename] = process.argv.slice(2);

new tus.Upload(fs.createReadStream(path), {
  endpoint,
  headers: { Authorization: token, "Idempotency-Key": "one-upload" },
  metadata: { filename },
  chunkSize: 8 * 1024 * 1024,
  retryDelays: Array(400).fill(50),
  onError: (error) => {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess: () => process.exit(0),
}).start();
