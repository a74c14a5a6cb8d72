/** Small enough to hold one per upload in memory; 50,000 blocks of it (Azure's limit per blob) make 195 GB. */
export const BLOCK_BYTES = 4 * 1024 * 1024;

/** Cuts content into blocks of exactly BLOCK_BYTES, the last one shorter; nothing for empty content. */
export async function* inBlocks(content: Buffer | AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of Buffer.isBuffer(content) ? [content] : content) {
    parts.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes < BLOCK_BYTES) continue;
    const joined = parts.length === 1 && Buffer.isBuffer(chunk) ? chunk : Buffer.concat(parts);
    const rest = sizeBytes % BLOCK_BYTES;
    const end = sizeBytes - rest;
    for (let from = 0; from < end; from += BLOCK_BYTES) yield joined.subarray(from, from + BLOCK_BYTES);
    parts = rest > 0 ? [joined.subarray(end)] : [];
    sizeBytes = rest;
  }
  if (sizeBytes > 0) yield Buffer.concat(parts);
}
