import type { DeviceAnswer, DeviceApprovalBody, DeviceBody, DeviceRequest, WaitingDevice } from '../views/device.ts';
import { tokenExamples } from './tokens.ts';

const program = 'reprise on lab-pc';
const expires_at = '2026-03-01T09:10:00.000Z';
const laptop: DeviceBody = { program };
const request: DeviceRequest = {
  device_code: 'q8wZ…',
  user_code: 'LAB2-7KEY',
  path: '/device?code=LAB2-7KEY',
  expires_at,
  interval_s: 2,
};
const waiting: WaitingDevice = {
  user_code: 'LAB2-7KEY',
  program,
  address: '10.0.4.17',
  created_at: '2026-03-01T09:00:00.000Z',
  expires_at,
};
const approved: DeviceAnswer = { status: 'approved', made: tokenExamples.secret };
const asOperator: DeviceApprovalBody = { role: 'operator', expires_in_days: 90 };

export const deviceExamples = {
  request,
  waiting,
  answer: approved,
};

export const deviceBodies = {
  start: { laptop },
  token: { waiting: { device_code: request.device_code } },
  approve: { asOperator },
};
