import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chain, GENESIS } from './chain.ts';

const text = readFileSync(join(import.meta.dirname, '../../../../docs/audit-format.md'), 'utf8');
const [, program = '', printed = ''] = /```python\n([^]*?)```\n+```\n([^]*?)```/.exec(text) ?? [];

describe('the worked example in docs/audit-format.md', () => {
  it('prints what the page shows when Python runs it', () => {
    expect(program).toContain('hashlib.sha256');
    expect(execFileSync('python3', ['-'], { input: program, encoding: 'utf8' })).toBe(printed);
  });

  it('is what the projector makes of the same entries', () => {
    const hashes = chain(GENESIS, [
      {
        seq: 1,
        subject: 'reprise.queues.default.queue_paused',
        payload: Buffer.from('{"reason":"full"}'),
        headers: [
          ['ce-id', 'a'],
          ['ce-actor', 'ada'],
        ],
      },
      {
        seq: 2,
        subject: 'reprise.queues.default.queue_resumed',
        payload: Buffer.from('{}'),
        headers: [
          ['ce-id', 'b'],
          ['ce-actor', 'Ünal'],
        ],
      },
    ]);
    expect(hashes.map((hash, i) => `${String(i + 1)} ${hash}\n`).join('')).toBe(printed);
  });
});
