import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { jobPaths } from '../attempt/job-paths.ts';
import { storageQuestions } from './storage-questions.ts';

const job_id = '01900000-0000-7000-8000-000000000001';
const other = '01900000-0000-7000-8000-000000000002';
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-answers-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const answers = () => new (storageQuestions({ runner_id: 'a', storage_id: 'storage' }, dataDir))();
const workDir = (job: string, session: string) => join(jobPaths(dataDir, job).workRoot, session);
const ask = async (work_dir: string) => (await answers().workDir({ job_id, work_dir })).work_dir;

describe('a runner that checks the work dir of a resume', () => {
  it('reports it as present if that of the session exists', async () => {
    mkdirSync(workDir(job_id, '2'), { recursive: true });
    expect(await ask(workDir(job_id, '2'))).toBe('present');
  });

  it.each(['1', 'aside'])('reports it as absent if only the folder %s is left', async (left) => {
    mkdirSync(workDir(job_id, left), { recursive: true });
    expect(await ask(workDir(job_id, '2'))).toBe('absent');
  });

  it('reports it as absent if it is not a folder, or belongs to another job', async () => {
    mkdirSync(workDir(job_id, '1'), { recursive: true });
    writeFileSync(workDir(job_id, '2'), '');
    mkdirSync(workDir(other, '2'), { recursive: true });
    expect(await ask(workDir(job_id, '2'))).toBe('absent');
    expect(await ask(workDir(other, '2'))).toBe('absent');
  });
});

describe('a runner that reads the output of a task', () => {
  const file = 'ab/cdef12';
  const log = () => {
    const taskDir = join(workDir(job_id, '1'), 'ab', 'cdef12'.padEnd(30, '0'));
    mkdirSync(taskDir, { recursive: true });
    return join(taskDir, '.command.log');
  };
  const read = (offset: number) => answers().text({ job_id, attempt: 1, file, offset, limit: 256 * 1024 });

  it('sends it completely, in parts that fit into a message, whatever its bytes', async () => {
    const written = `begin${'\0'.repeat(400_000)}${'ä'.repeat(200_000)}${'\x1b'.repeat(300_000)}end`;
    writeFileSync(log(), written);
    let text = '';
    for (let offset = 0; ;) {
      const part = await read(offset);
      expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(1_000_000);
      text += part.text;
      if (part.next_offset === offset) break;
      offset = part.next_offset;
    }
    expect(text).toBe(written);
  });

  it('sends the command on request', async () => {
    writeFileSync(join(dirname(log()), '.command.sh'), 'bwa mem');
    const asked = { job_id, attempt: 1, file: `${file}/command`, offset: 0, limit: 1000 };
    expect(await answers().text(asked)).toMatchObject({ text: 'bwa mem' });
  });

  it('sends it completely from a separate work dir, and nothing from a folder outside of the job', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'reprise-elsewhere-'));
    const readIn = (work_dir: string) =>
      answers().text({ job_id, attempt: 1, file, work_dir, offset: 0, limit: 256 * 1024 });
    for (const job of [job_id, other]) {
      const taskDir = join(elsewhere, job, '1', 'ab', 'cdef12'.padEnd(30, '0'));
      mkdirSync(taskDir, { recursive: true });
      writeFileSync(join(taskDir, '.command.log'), `of ${job}`);
    }
    try {
      expect(await readIn(join(elsewhere, job_id, '1'))).toMatchObject({ text: `of ${job_id}` });
      expect(await readIn(join(elsewhere, job_id, '2'))).toMatchObject({ text: '' });
      expect(await readIn(join(elsewhere, other, '1'))).toMatchObject({ text: '' });
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it('sends nothing of an outside file to which the task made a link', async () => {
    const secret = join(dataDir, 'admin.token');
    writeFileSync(secret, 'secret');
    symlinkSync(secret, log());
    expect(await read(0)).toMatchObject({ text: '' });
  });
});
