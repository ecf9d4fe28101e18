/** How often a JPEG goes over its pixels. */

/** Encoders write some ten; each goes over the whole image again, and a scan of no change takes some bytes only. */
export const MAX_SCANS = 100

const SCAN_MARKER = Buffer.of(0xff, 0xda)

/**
 * Counts the scans of a stream, no further than to one too many. No marker looks like one inside coded pixels (T.81, B.1.1.5); a
 * thumbnail before them may add its own.
 */
export function countScans(bytes: Uint8Array, most: number = MAX_SCANS): number {
  const stream = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  let at = stream.indexOf(SCAN_MARKER)
  while (at >= 0 && count <= most) {
    count += 1
    at = stream.indexOf(SCAN_MARKER, at + SCAN_MARKER.length)
  }
  return count
}
