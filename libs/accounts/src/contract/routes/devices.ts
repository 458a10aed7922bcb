import * as z from 'zod';
import { OneQuery, json, nothing, route, sharedProblems } from '@reprise/contracts/for-wings';
import {
  DeviceAnswer,
  DeviceApprovalBody,
  DeviceBody,
  DeviceRequest,
  DeviceTokenBody,
  WaitingDevice,
} from '../views/device.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { deviceBodies, deviceExamples } from '../examples/devices.ts';
import { CHANGING_OWN_ACCOUNT, OWN_ACCOUNT, SIGNING_IN } from './rights.ts';

const { log_away } = sharedProblems;
const { device_over, device_rejected, no_account, no_accounts, role_above_own, too_many_tokens, unknown_device } =
  accessProblems;

export const deviceRoutes = {
  start: route({
    method: 'POST',
    path: '/api/sign-in/device',
    id: 'Devices_start',
    summary: 'Ask a person to sign in a program with a browser (RFC 8628)',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'DeviceBody', schema: DeviceBody, examples: deviceBodies.start },
    answer: json('DeviceRequest', DeviceRequest, deviceExamples.request, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, no_accounts },
  }),
  token: route({
    method: 'POST',
    path: '/api/sign-in/device/token',
    id: 'Devices_token',
    summary: 'Get the API token, once the person has allowed it',
    tag: 'Sign-in',
    right: SIGNING_IN,
    body: { name: 'DeviceTokenBody', schema: DeviceTokenBody, examples: deviceBodies.token },
    answer: json('DeviceAnswer', DeviceAnswer, deviceExamples.answer, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, device_rejected, too_many_tokens, device_over, log_away },
  }),
  show: route({
    method: 'GET',
    path: '/api/account/devices/{code}',
    id: 'Devices_show',
    summary: 'A program that waits to be signed in, by the code that it shows',
    tag: 'Account',
    right: OWN_ACCOUNT,
    params: z.object({ code: z.string() }),
    query: OneQuery,
    answer: json('WaitingDevice', WaitingDevice, deviceExamples.waiting, { description: 'Done' }),
    problems: { ...everyAccess, unknown_device, no_account },
  }),
  approve: route({
    method: 'POST',
    path: '/api/account/devices/{code}/approve',
    id: 'Devices_approve',
    summary: 'Sign in the program: it gets an API token of yours',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    params: z.object({ code: z.string() }),
    body: { name: 'DeviceApprovalBody', schema: DeviceApprovalBody, examples: deviceBodies.approve },
    answer: nothing('Done'),
    problems: { ...everyAccess, ...everyAccessBody, unknown_device, no_account, role_above_own },
  }),
  reject: route({
    method: 'POST',
    path: '/api/account/devices/{code}/reject',
    id: 'Devices_reject',
    summary: 'Reject the program that waits to be signed in',
    tag: 'Account',
    right: CHANGING_OWN_ACCOUNT,
    params: z.object({ code: z.string() }),
    answer: nothing('Done'),
    problems: { ...everyAccess, unknown_device, no_account },
  }),
};
