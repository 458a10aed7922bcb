export type { HeadBook, HeadProblem } from './heads/head-book.ts';
export { signHeads, type Signing } from './heads/sign-heads.ts';
export type { SignedHead } from './heads/signed-head.ts';
export type { RecordedVerification } from './heads/verification-table.ts';
export { Trust, type TrustOptions } from './heads/trust.ts';
export * from './reseed/reseed.ts';
export { verify, type VerifyOptions, type VerifyProgress } from './verify/verify.ts';
