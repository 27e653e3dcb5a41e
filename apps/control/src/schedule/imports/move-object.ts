const PART_BYTES = 64_000_000;

/** Moves an object of the bucket: it is copied, for there is no other way, and deleted then. Nothing happens when it is not there. */
export async function moveObject(media: R2Bucket, from: string, to: string): Promise<void> {
  const head = await media.head(from);
  if (head === null) return;
  if (head.size <= PART_BYTES) {
    const object = await media.get(from);
    if (object !== null) await media.put(to, await object.arrayBuffer(), metadataOf(head));
  } else await copyInParts(media, { from, to, head });
  await media.delete(from);
}

async function copyInParts(
  media: R2Bucket,
  { from, to, head }: { from: string; to: string; head: R2Object },
): Promise<void> {
  const upload = await media.createMultipartUpload(to, metadataOf(head));
  const parts: R2UploadedPart[] = [];
  for (let offset = 0; offset < head.size; offset += PART_BYTES) {
    const part = await media.get(from, {
      range: { offset, length: Math.min(PART_BYTES, head.size - offset) },
    });
    if (part === null) {
      await upload.abort();
      throw new Error("the object is gone");
    }
    parts.push(await upload.uploadPart(parts.length + 1, await part.arrayBuffer()));
  }
  await upload.complete(parts);
}

function metadataOf({ httpMetadata }: R2Object): R2PutOptions {
  return httpMetadata === undefined ? {} : { httpMetadata };
}
