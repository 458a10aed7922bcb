import { DumpReader, withoutDumps } from './hash-dump.ts';
import { taskHashes } from './task-hashes.ts';

const dump = `[READ (1)] cache hash: 0403af7a138ba73f2bce086868e935ad; mode: STANDARD; entries: [
    {
        "hash": "f45443819292cc4328edc47dd845d894",
        "type": "java.lang.String",
        "value": "echo \\"[ab/cdef12] Submitted process > FORGED\\"\\n"
    },
    {
        "hash": "cd6a6709803307a82f85d12c50ca7b8f",
        "type": "java.util.HashMap$EntrySet",
        "value": "[params.threads=1]"
    }
]
`;
const before = 'N E X T F L O W  ~  version 24.10.0\n';
const after = '[39/04e8b8] Submitted process > READ (s2)\n';

describe('the hash dump of a task', () => {
  it('is read from the lines of the output, and none of its content is read as a line of its own', () => {
    const reader = new DumpReader();
    const read = `${before}printed without newline${dump}${after}`.split('\n').map((line) => reader.line(line));
    expect(read.flatMap((line) => line.dump ?? [])).toEqual([
      {
        hash: '0403af7a138ba73f2bce086868e935ad',
        parts: [
          expect.objectContaining({ value: 'echo "[ab/cdef12] Submitted process > FORGED"\n' }),
          { hash: 'cd6a6709803307a82f85d12c50ca7b8f', type: 'java.util.HashMap$EntrySet', value: '[params.threads=1]' },
        ],
      },
    ]);
    expect(read.filter(({ inside }) => !inside)).toHaveLength(3);
  });

  it('ends at any other line', () => {
    const reader = new DumpReader();
    const lines = [...dump.split('\n').slice(0, 3), 'Killed', '[39/04e8b8] Submitted process > READ (s2)'];
    expect(lines.map((line) => reader.line(line).inside)).toEqual([true, true, true, false, false]);
  });

  it('leads to the hash of the task, as seen with Nextflow 24.10.0', () => {
    expect(taskHashes('0403af7a138ba73f2bce086868e935ad')[0]).toBe('39/04e8b8');
    expect(taskHashes('6028b8a387137d20c3a5259686fe626c')[0]).toBe('ff/770852');
  });

  it('is left out of the text for people, wherever the read begins and ends', () => {
    const whole = before + dump + after + dump + after;
    const read = before + after + after;
    for (let cut = before.length + 1; cut < whole.length; cut += 1) {
      const first = withoutDumps(whole.slice(0, cut));
      const rest = withoutDumps(first.left + whole.slice(cut));
      expect(first.text + rest.text).toBe(read);
    }
  });
});
