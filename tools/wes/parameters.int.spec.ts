import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextflow, wes, type Ending } from './testing/nextflow.ts';

const demo = join(wes, 'demo');
const reference = join(demo, 'reference/demo.fa.gz');

let folder: string;
const inFolder = (...path: string[]) => join(folder, ...path);
const good = () => ({ input_dir: join(demo, 'DEMO1'), output_dir: inFolder('results'), reference });

/** The pipeline's answer to a set of parameters. */
interface Answer {
  readonly error?: string;
  readonly genes?: string;
  readonly targets?: string;
  readonly samples?: readonly string[];
}

/**
 * Parameters that differ from the original command's. All are checked by a single Nextflow, because each one is a JVM.
 */
const cases = {
  'the original command': () => ({}),
  'no reads': () => ({ input_dir: inFolder('empty') }),
  'a read alone': () => ({ input_dir: inFolder('single') }),
  'no reference': () => ({ reference: '/no/hg19.fa' }),
  'no genes': () => ({ reference: inFolder('bare.fa.gz') }),
  'files beside a link': () => ({ reference: linked('beside-link', 'hg19.gff3', 'hg19.bed') }),
  'files beside the target of a link': () => ({
    reference: linked('beside-target', '../store/MD5E-abc.gff3', '../store/MD5E-abc.bed'),
  }),
  // The last set, with which the run continues.
  'targets under other names': () => ({ targets: inFolder('chr20.bed') }),
};
type Case = keyof typeof cases;
let answers: Record<Case, Answer>;
let ending: Ending;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wes-parameters '));
  for (const name of ['empty', 'single', 'store']) mkdirSync(inFolder(name));
  copyFileSync(join(demo, 'DEMO1/DEMO1_R2.fastq.gz'), inFolder('single/DEMO1_R2.fastq.gz'));
  copyFileSync(reference, inFolder('bare.fa.gz'));
  copyFileSync(reference, inFolder('store/MD5E-abc.fa.gz'));
  const given = Object.values(cases).map((change) => ({ ...good(), ...change() }));
  writeFileSync(inFolder('cases.json'), JSON.stringify({ cases: given, answers: inFolder('answers.json') }));
  writeFileSync(inFolder('chr20.bed'), 'chr20\t4680200\t4680300\n');
  const options = ['-ansi-log', 'false', '-c', join(wes, 'nextflow.config'), '-params-file', 'cases.json'];
  ending = await nextflow(folder, ['run', join(import.meta.dirname, 'testing/inputs.nf'), ...options]);
  if (!existsSync(inFolder('answers.json'))) throw new Error(ending.stdout);
  const told = JSON.parse(readFileSync(inFolder('answers.json'), 'utf8')) as Answer[];
  answers = Object.fromEntries(Object.keys(cases).map((name, i) => [name, told[i]])) as Record<Case, Answer>;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Creates a reference that is a link into the store, and files at paths relative to the reference's folder. */
function linked(place: string, ...files: string[]): string {
  mkdirSync(inFolder(place));
  symlinkSync(inFolder('store/MD5E-abc.fa.gz'), inFolder(place, 'hg19.fa.gz'));
  for (const file of files) writeFileSync(inFolder(place, file), '');
  return inFolder(place, 'hg19.fa.gz');
}

describe('the inputs of a run', () => {
  it('are found with the parameters of the original command', () => {
    expect(answers['the original command']).toEqual({ genes: 'demo.gff3', targets: 'targets.bed', samples: ['DEMO1'] });
  });

  it.each<[Case, string]>([
    ['no reads', 'Put pairs named <sample>_R1.fastq.gz and'],
    ['a read alone', 'Put DEMO1_R1.fastq.gz into'],
    ['no reference', 'reference is not there: /no/hg19.fa. Give a FASTA file'],
    ['no genes', 'No bare.gff3 or bare.gff3.gz lies beside'],
  ])('are missing if there is %s, with a message that states the remedy', (name, sentence) => {
    expect(answers[name]).toEqual({ error: expect.stringContaining(sentence) });
  });

  it.each<[Case, string]>([
    ['files beside a link', 'hg19'],
    ['files beside the target of a link', 'MD5E-abc'],
  ])('are genes and targets of a reference in a store: %s', (name, stem) => {
    expect(answers[name]).toMatchObject({ genes: `${stem}.gff3`, targets: `${stem}.bed` });
  });

  it('end the run in its first step if the reference lacks the names of the targets', () => {
    expect(answers['targets under other names']).toMatchObject({ targets: 'chr20.bed' });
    expect(ending.code).toBe(1);
    expect(ending.stdout).toContain("The reference has no sequence 'chr20', which the targets name.");
  });
});
