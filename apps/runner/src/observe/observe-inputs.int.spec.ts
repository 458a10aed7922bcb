import { createHash, randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ObservedInput, Params } from '@reprise/contracts';
import type { Pipeline } from '@reprise/pipelines';
import { waitUntil } from '@reprise/testing';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { inputObserver } from './observe-inputs.ts';
import { listInputs } from './list-inputs.ts';

const manifest = { input_param: 'input_dir', output_param: 'output_dir', checks: [] };
const pipeline = { manifest, sources: '/nowhere', params: {}, schema: null } as unknown as Pipeline;
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** Target of a file descriptor of this process. The descriptor may have been closed in the meantime. */
function linkOf(fd: string): string | null {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return null;
  }
}

describe('the inputs of an attempt', () => {
  let lab: string;
  let failures: string[];
  const at = (name: string) => join(lab, name);
  beforeEach(() => {
    lab = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-inputs-')));
    for (const folder of ['in/S1/lane2', 'in/other', 'secret', 'job/attempts/1', 'job/attempts/2'])
      mkdirSync(at(folder), { recursive: true });
    writeFileSync(at('in/S1/a.fastq'), 'reads');
    failures = [];
  });
  afterEach(() => rmSync(lab, { recursive: true, force: true }));

  const observe = (
    params: Params = { input_dir: at('in/S1') },
    attempt = 1,
    hurry = new AbortController().signal,
    { sheet, of = pipeline }: { sheet?: { param: string; name: string; text: string }; of?: Pipeline } = {},
  ) =>
    inputObserver(
      () => Promise.resolve([at('in')]),
      (reason) => failures.push(reason),
    )(
      {
        job: { params, sheet },
        attemptDir: at(`job/attempts/${attempt}`),
        paths: { root: at('job') },
      } as StartedAttempt,
      of,
      hurry,
    );
  const byPath = (inputs: readonly ObservedInput[] = []) =>
    Object.fromEntries(inputs.map(({ path, sha256, problem }) => [path.slice(lab.length + 1), problem ?? sha256]));
  const observedPaths = async (...asked: Parameters<typeof observe>) => byPath((await observe(...asked))?.inputs);
  const isOpen = (name: string) => readdirSync('/proc/self/fd').some((fd) => linkOf(fd) === at(name));
  const large = (name: string) => {
    const content = randomBytes(1_500_000);
    writeFileSync(at(name), content);
    return sha256(content);
  };

  it('are all files behind the parameters with their checksums, small and large, ordered by path', async () => {
    const sum = large('in/S1/lane2/b.fastq');
    const found = await observe({ input_dir: at('in/S1'), same: at('in/S1/a.fastq'), depth: 30 });
    expect(found).toEqual({
      complete: true,
      inputs: [
        { path: at('in/S1/a.fastq'), bytes: 5, sha256: sha256('reads'), read_at: expect.any(String), problem: null },
        { path: at('in/S1/lane2/b.fastq'), bytes: 1_500_000, sha256: sum, read_at: expect.any(String), problem: null },
      ],
    });
  });

  it('include the files in the cells of a samplesheet', async () => {
    writeFileSync(at('secret/key'), 'secret');
    symlinkSync(at('secret/key'), at('in/other/out.fastq'));
    const rows = [`A,${at('in/S1/a.fastq')},5`, `B,${at('in/other/b.fastq')},5`, `C,${at('in/other/out.fastq')},`];
    writeFileSync(at('in/other/b.fastq'), 'more');
    const sheet = { param: 'input', name: 'samplesheet.csv', text: ['sample,fastq,depth', ...rows].join('\n') };
    expect(await observedPaths({ input: 'samplesheet.csv' }, 1, undefined, { sheet })).toEqual({
      'in/S1/a.fastq': sha256('reads'),
      'in/other/b.fastq': sha256('more'),
      'in/other/out.fastq': 'leads_out',
    });
  });

  it('include the files that the pipeline finds beside a parameter, unless another one replaces them', async () => {
    for (const name of ['hg.fa', 'hg.bed', 'targets.bed', 'hg.gff3']) writeFileSync(at(`in/other/${name}`), name);
    const beside = (files: string[], unless?: string) => ({ kind: 'files_beside', param: 'reference', files, unless });
    const checks = [beside(['{name}.fai']), beside(['{stem}.bed', 'targets.bed'], 'targets'), beside(['{stem}.gff3'])];
    const of = { ...pipeline, manifest: { ...manifest, checks } } as unknown as Pipeline;
    const found = async (params: Params) => Object.keys(await observedPaths(params, 1, undefined, { of }));
    const reference = at('in/other/hg.fa');
    expect(await found({ reference })).toEqual(['in/other/hg.bed', 'in/other/hg.fa', 'in/other/hg.gff3']);
    const targets = at('in/other/targets.bed');
    expect(await found({ reference, targets })).toEqual(['in/other/hg.fa', 'in/other/hg.gff3', 'in/other/targets.bed']);
    symlinkSync(reference, at('in/S1/link.fa'));
    expect(await found({ reference: at('in/S1/link.fa') })).toEqual([
      'in/S1/link.fa',
      'in/other/hg.bed',
      'in/other/hg.gff3',
    ]);
  });

  it('are empty if no parameter names a file', async () => {
    expect([await observe({ depth: 30 }), failures]).toEqual([null, []]);
  });

  it('follow a link within the input roots, also to a folder and to itself, but none that leads out', async () => {
    writeFileSync(at('in/other/c.fastq'), 'more');
    writeFileSync(at('secret/key'), 'secret');
    symlinkSync(at('in/other'), at('in/S1/linked'));
    symlinkSync(at('in/S1'), at('in/S1/myself'));
    symlinkSync(at('secret/key'), at('in/S1/out'));
    symlinkSync(at('secret'), at('in/S1/out-dir'));
    expect(await observedPaths()).toEqual({
      'in/S1/a.fastq': sha256('reads'),
      'in/S1/linked/c.fastq': sha256('more'),
      'in/S1/out': 'leads_out',
      'in/S1/out-dir': 'leads_out',
    });
  });

  it('reject a parameter that became a link out of the roots after the submission', async () => {
    writeFileSync(at('secret/key'), 'secret');
    renameSync(at('in/S1'), at('in/S0'));
    symlinkSync(at('secret'), at('in/S1'));
    expect(await observedPaths()).toEqual({ 'in/S1': 'leads_out' });
    expect(await observedPaths({ input_dir: at('secret') })).toEqual({ 'secret/key': sha256('secret') }); // a trusted default
  });

  it('include the files of a list with commas, and only the file itself if its name has commas', async () => {
    writeFileSync(at('secret/key'), 'secret');
    const list = `${at('in/S1/a.fastq')},${at('in/other')}`;
    expect(await observedPaths({ list })).toEqual({ 'in/S1/a.fastq': sha256('reads') });
    const name = `${at('in/other/a')},${at('secret/key')}`;
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, 'more');
    expect(await observedPaths({ name })).toEqual({ [name.slice(lab.length + 1)]: sha256('more') });
  });

  it('follow a link that is a default of the manifest, wherever it leads', async () => {
    writeFileSync(at('secret/hg19.fa'), 'ACGT');
    symlinkSync(at('secret/hg19.fa'), at('job/hg19.fa'));
    const link = { path: at('job/hg19.fa'), glob: null, required: true };
    const found = async (trusted: boolean) => (await listInputs([{ ...link, trusted }], [at('in')])).files[0];
    expect(await found(true)).toMatchObject({ real: at('secret/hg19.fa') });
    expect(await found(false)).toMatchObject({ problem: 'leads_out' });
  });

  it('are marked if they are missing, unreadable or not files', async () => {
    symlinkSync(at('in/nowhere'), at('in/S1/gone'));
    spawnSync('mkfifo', [at('in/S1/pipe')]);
    symlinkSync('/proc/self/mem', at('in/S1/memory'));
    expect(await observedPaths({ input_dir: at('in/S1'), bed: at('in/no.bed') })).toEqual({
      'in/S1/a.fastq': sha256('reads'),
      'in/S1/gone': 'vanished',
      'in/S1/memory': 'leads_out',
      'in/S1/pipe': 'not_a_file',
    });
  });

  it('are cut above a limit, and marked as incomplete', async () => {
    for (const name of ['b', 'c', 'd']) writeFileSync(at(`in/S1/${name}.fastq`), name);
    const cut = await listInputs([{ path: at('in/S1'), glob: null, trusted: false, required: true }], [], 4);
    expect([cut.files.map(({ path }) => path), cut.complete]).toEqual([
      ['a', 'b', 'c'].map((name) => at(`in/S1/${name}.fastq`)),
      false,
    ]);
    expect(
      (await listInputs([{ path: at('in/S1'), glob: '{b,c}.*', trusted: false, required: true }], [])).files,
    ).toHaveLength(2);
  });

  it('move to a file if the list is long, and the event holds its path and digest', async () => {
    for (let n = 0; n < 600; n++) writeFileSync(at(`in/S1/${'long'.repeat(20)}-${n}`), '');
    const found = await observe();
    const list = readFileSync(at('job/attempts/1/inputs.json'));
    expect(found).toEqual({
      inputs: [],
      inputs_manifest: { path: at('job/attempts/1/inputs.json'), sha256: sha256(list), count: 601 },
      complete: true,
    });
    expect(JSON.parse(list.toString())).toHaveLength(601);
  });

  it('have a new checksum if they changed between two attempts, and a large unchanged file is not read again', async () => {
    const kept = large('in/S1/kept.bam');
    const before = large('in/S1/new.bam');
    const first = await observe();
    appendFileSync(at('in/S1/new.bam'), 'x');
    appendFileSync(at('in/S1/a.fastq'), 'x');
    const second = await observe(undefined, 2);
    expect(byPath(first?.inputs)).toMatchObject({ 'in/S1/kept.bam': kept, 'in/S1/new.bam': before });
    expect(byPath(second?.inputs)).toEqual({
      'in/S1/a.fastq': sha256('readsx'),
      'in/S1/kept.bam': kept,
      'in/S1/new.bam': sha256(readFileSync(at('in/S1/new.bam'))),
    });
    expect(second?.inputs[1]).toEqual(first?.inputs[1]); // with the time at which it was first read
    utimesSync(at('in/S1/kept.bam'), new Date(), new Date());
    const third = await observe(undefined, 2);
    expect(third?.inputs[1]?.read_at).not.toBe(first?.inputs[1]?.read_at);
  });

  it('stop being read once the result is no longer awaited, and files without a checksum are marked as not read', async () => {
    writeFileSync(at('in/S1/b.huge'), '');
    truncateSync(at('in/S1/b.huge'), 2 ** 40); // 1 TiB of zeros, which takes hours
    writeFileSync(at('in/S1/c.fastq'), 'last');
    const hurry = new AbortController();
    const observed = observedPaths(undefined, 1, hurry.signal);
    await waitUntil(() => isOpen('in/S1/b.huge'), { what: 'it is being read' });
    hurry.abort();
    const begun = Date.now();
    expect(await observed).toEqual({
      'in/S1/a.fastq': sha256('reads'),
      'in/S1/b.huge': 'not_read',
      'in/S1/c.fastq': 'not_read',
    });
    expect(Date.now() - begun).toBeLessThan(60_000);
  });

  it('are marked as changed if they are written during the read', async () => {
    writeFileSync(at('in/S1/b.bam'), '');
    truncateSync(at('in/S1/b.bam'), 5_000_000);
    const observed = observedPaths();
    const writing = setInterval(() => appendFileSync(at('in/S1/b.bam'), 'x'), 1);
    expect(await observed.finally(() => clearInterval(writing))).toMatchObject({ 'in/S1/b.bam': 'changed_while_read' });
  });
});
