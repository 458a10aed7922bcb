import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placesOf } from '../files/places.ts';
import { storageAnswers } from './storage-answers.ts';

const job_id = '01900000-0000-7000-8000-000000000001';
const other = '01900000-0000-7000-8000-000000000002';
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-answers-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const workDir = (job: string, session: string) => join(placesOf(dataDir, job).workRoot, session);
const ask = async (work_dir: string) =>
  (await new (storageAnswers('storage', dataDir))().workDir({ job_id, work_dir })).work_dir;

describe('asked for the work dir of a resume, a runner says', () => {
  it('present where that of the session is there', async () => {
    mkdirSync(workDir(job_id, '2'), { recursive: true });
    expect(await ask(workDir(job_id, '2'))).toBe('present');
  });

  it.each(['1', 'aside'])('absent where only the folder %s is left', async (left) => {
    mkdirSync(workDir(job_id, left), { recursive: true });
    expect(await ask(workDir(job_id, '2'))).toBe('absent');
  });

  it('absent where it is no folder, or one of another job', async () => {
    mkdirSync(workDir(job_id, '1'), { recursive: true });
    writeFileSync(workDir(job_id, '2'), '');
    mkdirSync(workDir(other, '2'), { recursive: true });
    expect(await ask(workDir(job_id, '2'))).toBe('absent');
    expect(await ask(workDir(other, '2'))).toBe('absent');
  });
});
