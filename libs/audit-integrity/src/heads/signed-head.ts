import { sign, verify, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/** The signed claim: at `time`, the chain had `count` entries, and the last one, `seq`, had this hash. */
const HeadClaim = z.object({
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  count: z.int().positive(),
  /** `Head.created` of the log. */
  stream_created: z.string(),
  time: z.iso.datetime(),
  key_id: z.string(),
});
export type HeadClaim = z.infer<typeof HeadClaim>;

/** A claim with its Ed25519 signature in base64, over the claim as canonical JSON (RFC 8785). */
export const SignedHead = HeadClaim.extend({ signature: z.base64() });
export type SignedHead = z.infer<typeof SignedHead>;

export const signHead = (claim: HeadClaim, privateKey: KeyObject): SignedHead => ({
  ...claim,
  signature: sign(null, signedBytes(claim), privateKey).toString('base64'),
});

export const isSignedBy = ({ signature, ...claim }: SignedHead, publicKey: KeyObject): boolean =>
  verify(null, signedBytes(claim), publicKey, Buffer.from(signature, 'base64'));

/** A line of `heads.ndjson`, without the line end. */
export const headLine = (head: SignedHead): string => canonicalize(head) ?? '';

const signedBytes = (claim: HeadClaim): Buffer => Buffer.from(canonicalize(claim) ?? '');
