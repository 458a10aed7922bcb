import { reasonOf } from './refusal-text.ts';

describe('the text of a refusal', () => {
  it('does not repeat what could not be done', () => {
    expect(reasonOf('Cannot resume: its work dir is gone. Rerun it instead.')).toBe(
      'its work dir is gone. Rerun it instead.',
    );
  });

  it('is complete if it contains no such part', () => {
    expect(reasonOf('Cannot cancel job with status: completed')).toBe('Cannot cancel job with status: completed');
  });
});
