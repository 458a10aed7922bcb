import { statusWord } from './words.ts';
import { shortIds } from './job-ids.ts';

describe('words', () => {
  it('tell a job that is being cancelled or was cancelled from one that failed', () => {
    const job = { status: 'failed', pending_action: null, failure: null } as const;
    expect(statusWord(job)).toBe('failed');
    expect(statusWord({ ...job, failure: { cause: 'cancelled' } as never })).toBe('cancelled');
    expect(statusWord({ ...job, status: 'running', pending_action: 'cancelling' })).toBe('cancelling');
  });
});

describe('shortIds', () => {
  it('gives eight digits, and more where others begin so too', () => {
    expect(shortIds(['0196f0c8-5b7e-7c3a'])('0196f0c8-5b7e-7c3a')).toBe('0196f0c8');
    const short = shortIds(['0196f0c8-5b7e-7c3a', '0196f0c8-5b7f-7c3a', '01']);
    expect(short('0196f0c8-5b7e-7c3a')).toBe('0196f0c8-5b7e');
  });
});
