import * as z from 'zod';
import { Role, text } from '@reprise/contracts/for-wings';
import { TokenSecretView } from './token.ts';

/** `POST /api/sign-in/device`: a program asks for a person to sign it in with a browser. Source: RFC 8628. */
export const DeviceBody = z.strictObject({
  /** Name for people, which is also the name of the API token: "reprise on lab-pc". */
  program: text(60).trim().min(1, 'is required'),
});
export type DeviceBody = z.infer<typeof DeviceBody>;

export const DeviceRequest = z.object({
  /** Secret that the program uses to poll for its token. */
  device_code: z.string(),
  /** Code that the program shows, and that the person compares or enters: `LAB2-7KEY`. */
  user_code: z.string(),
  /** Path of the approval page, including the code. */
  path: z.string(),
  expires_at: z.iso.datetime(),
  /** Seconds to wait between two polls for the token. */
  interval_s: z.int().positive(),
});
export type DeviceRequest = z.infer<typeof DeviceRequest>;

/** `POST /api/sign-in/device/token`. */
export const DeviceTokenBody = z.strictObject({ device_code: text(191).min(1, 'is required') });
export type DeviceTokenBody = z.infer<typeof DeviceTokenBody>;

/** `made` is the API token, which only this response contains; null while the request is undecided. */
export const DeviceAnswer = z.object({ status: z.enum(['pending', 'approved']), made: TokenSecretView.nullable() });
export type DeviceAnswer = z.infer<typeof DeviceAnswer>;

/** `GET /api/account/devices/{code}`: a program that waits for sign-in. */
export const WaitingDevice = z.object({
  user_code: z.string(),
  program: z.string(),
  /** IP address of the program. */
  address: z.string().nullable(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type WaitingDevice = z.infer<typeof WaitingDevice>;

/** `POST /api/account/devices/{code}/approve`. The role is at most the person's own. */
export const DeviceApprovalBody = z.strictObject({ role: Role, expires_in_days: z.int().min(1).max(366).default(90) });
export type DeviceApprovalBody = z.infer<typeof DeviceApprovalBody>;
