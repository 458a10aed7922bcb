import { aCancelledJob, aJob, anAttempt } from '../../testing/views.ts';
import { attemptLook } from './attempt-look.ts';

describe('the look of an attempt', () => {
  it.each(['pending', 'running'] as const)('is cancelling with its job, although its status is %s', (status) => {
    const job = aJob({ attempt: 2, pending_action: 'cancelling' });
    expect(attemptLook(anAttempt({ attempt: 2, status }), job)).toMatchObject({ word: 'cancelling', turning: false });
  });

  it('is paused with its job, without a spinner', () => {
    const look = attemptLook(anAttempt({ status: 'running' }), aJob({ status: 'paused' }));
    expect(look).toMatchObject({ word: 'paused', turning: false });
  });

  it('is not affected by the cancel of a later one', () => {
    const job = aJob({ attempt: 2, pending_action: 'cancelling' });
    expect(attemptLook(anAttempt({ status: 'failed' }), job).word).toBe('failed');
  });

  it.each([
    ['pending', 'running', 'running'],
    ['running', 'completed', 'completed'],
    ['running', 'failed', 'failed'],
    ['pending', 'pending', 'pending'],
  ] as const)('is, for a current attempt that reads %s, that of its job, which is %s', (status, ofJob, word) => {
    expect(attemptLook(anAttempt({ status }), aJob({ status: ofJob })).word).toBe(word);
  });

  it('is cancelled with its job', () => {
    expect(attemptLook(anAttempt({ status: 'running' }), aCancelledJob()).word).toBe('cancelled');
  });

  it('is its own status otherwise', () => {
    expect(attemptLook(anAttempt(), aJob())).toMatchObject({ word: 'running', turning: true });
    expect(attemptLook(anAttempt({ status: 'succeeded' }), null).word).toBe('completed');
  });
});
