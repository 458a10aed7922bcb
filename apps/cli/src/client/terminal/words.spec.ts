import { statusWord } from './words.ts';
import { shortIds } from './job-ids.ts';

describe('status texts', () => {
  it('distinguish a job that is being or was cancelled from a failed one', () => {
    const job = { status: 'failed', pending_action: null, failure: null } as const;
    expect(statusWord(job)).toBe('failed');
    expect(statusWord({ ...job, failure: { cause: 'cancelled' } as never })).toBe('cancelled');
    expect(statusWord({ ...job, status: 'running', pending_action: 'cancelling' })).toBe('cancelling');
  });
});

describe('shortIds', () => {
  it('returns eight digits, and more if other ids begin with the same', () => {
    expect(shortIds(['0196f0c8-5b7e-7c3a'])('0196f0c8-5b7e-7c3a')).toBe('0196f0c8');
    const short = shortIds(['0196f0c8-5b7e-7c3a', '0196f0c8-5b7f-7c3a', '01']);
    expect(short('0196f0c8-5b7e-7c3a')).toBe('0196f0c8-5b7e');
  });
});
