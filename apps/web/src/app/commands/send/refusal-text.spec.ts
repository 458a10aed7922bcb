import { reasonOf } from './refusal-text.ts';

describe('the reason of a refusal', () => {
  it('does not say again what could not be done', () => {
    expect(reasonOf('Cannot resume: its work dir is gone. Rerun it instead.')).toBe(
      'its work dir is gone. Rerun it instead.',
    );
  });

  it('is all that is said where that is no part of it', () => {
    expect(reasonOf('Cannot cancel job with status: completed')).toBe('Cannot cancel job with status: completed');
  });
});
