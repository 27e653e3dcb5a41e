import type { VideoParameters } from "@nonstop/media/parameters";

/** An AVC tag's own header: flags, packet type, composition time. */
export const AVC_HEADER_BYTES = 5;
const SETS_AT = AVC_HEADER_BYTES + 5;

/**
 * The first SPS and PPS of an AVC header tag (AVCDecoderConfigurationRecord, ISO 14496-15, 5.3.3.1). The PPS is empty when there
 * is none; undefined when there is no SPS.
 */
export function readPictureConfig(body: Buffer): VideoParameters | undefined {
  if (body.length < SETS_AT + 3 || body[AVC_HEADER_BYTES] !== 1) return undefined;
  if ((body.readUInt8(SETS_AT) & 0x1f) === 0) return undefined;
  const sps = unitAt(body, SETS_AT + 1);
  if (sps === undefined || sps.length === 0) return undefined;
  // Further SPS are rare, and then the PPS is of no interest to us.
  return { sps, pps: unitAt(body, SETS_AT + 1 + 2 + sps.length + 1) ?? Buffer.alloc(0) };
}

function unitAt(body: Buffer, at: number): Buffer | undefined {
  if (at + 2 > body.length) return undefined;
  const end = at + 2 + body.readUInt16BE(at);
  return end > body.length ? undefined : body.subarray(at + 2, end);
}
