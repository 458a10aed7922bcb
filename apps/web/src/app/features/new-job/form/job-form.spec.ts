import type { PipelineView } from '@reprise/contracts';
import { aJob, aPipeline } from '../../../testing/views.ts';
import { JobForm } from './job-form.ts';

const schema = {
  properties: {
    input_dir: { type: 'string', format: 'directory-path' },
    min_depth: { type: 'integer', minimum: 1, default: 8 },
    threads: { type: 'integer', default: 2, hidden: true },
    kmer: { type: 'integer', enum: [31, 55, 77], default: 31 },
  },
  required: ['input_dir'],
};
const wes = aPipeline({ schema });

describe('the form of a new job', () => {
  let form: JobForm;
  const field = (name: string) => form.fields().find((one) => one.name === name)!;
  beforeEach(() => {
    form = new JobForm();
    form.choose(wes);
  });

  it('shows no errors until a person left a field or tried to send', () => {
    expect(form.valid()).toBe(false);
    expect(form.shownCount()).toBe(0);
    form.touch('sample_name');
    expect(form.errorOf('sample_name')).toBe('Is required');
    expect(form.ready()).toBe(false);
    expect(form.errorOf('params.input_dir')).toBe('Is required');
  });

  it('reports a long name as too long, not as having wrong characters', () => {
    form.touch('sample_name');
    form.setSampleName('x'.repeat(101));
    expect(form.errorOf('sample_name')).toBe('Must have at most 100 characters');
    form.setSampleName('x'.repeat(100));
    expect(form.errorOf('sample_name')).toBeNull();
    form.setSampleName('..');
    expect(form.errorOf('sample_name')).toMatch(/^Must start with a letter or digit/);
  });

  it('leaves required parameters that a profile, config or pipeline may set to the server', () => {
    form.setSampleName('S1');
    expect(form.ready()).toBe(false);
    form.setLaunch('profiles', 'test');
    expect(form.ready()).toBe(true);
    form.setLaunch('profiles', ' ');
    form.setLaunch('config', "params.input_dir = '/in'");
    expect(form.ready()).toBe(true);
    form.setLaunch('config', '');
    expect(form.ready()).toBe(false);
    const message = 'is required by the schema; the run fails unless a profile or a config sets it';
    form.checked({ errors: [], warnings: [{ field: 'params.input_dir', message }] });
    expect([form.ready(), form.warningOf('params.input_dir')]).toEqual([true, `I${message.slice(1)}`]);
  });

  it('is completely filled in by a demo', () => {
    form.fill('DEMO1', { input_dir: '/demo/DEMO1' });
    expect(form.ready()).toBe(true);
    expect(form.body()).toEqual({ pipeline: 'wes', sample_name: 'DEMO1', params: { input_dir: '/demo/DEMO1' } });
  });

  it('sends the values of another job that have no field', () => {
    const pipeline = aPipeline({ params: { threads: 2 } });
    form.choose({ ...pipeline, name: 'free' });
    form.like(aJob({ params: { threads: 2, depths: [1, 2], note: 'x', output_dir: '/old' } }));
    expect(Object.keys(form.carried())).toEqual(['depths', 'note']);
    expect(form.body().params).toEqual({ depths: [1, 2], note: 'x' });
    form.choose(wes);
    expect(form.body().params).toEqual({});
  });

  it('fills in lists of another job line by line, and sends those unchanged that lines cannot express', () => {
    const items = { type: 'string' };
    const lists = { properties: { ids: { type: 'array', items }, notes: { type: 'array', items, default: ['a'] } } };
    form.choose(aPipeline({ name: 'lists', schema: lists, input_param: null, params: {} }));
    form.like(aJob({ params: { ids: ['BRCA1', 'TP53'], notes: [] } }));
    expect([form.values(), form.carried()]).toEqual([{ ids: 'BRCA1\nTP53' }, { notes: [] }]);
    form.like(aJob({ params: { ids: ['two\nlines', ' blank'], notes: ['b'] } }));
    expect(form.body().params).toEqual({ ids: ['two\nlines', ' blank'], notes: ['b'] });
    form.set(field('notes'), ' \n');
    expect(form.body().params).toEqual({ ids: ['two\nlines', ' blank'] });
  });

  it('adds an offered profile to typed ones, and removes it again', () => {
    form.choose(aPipeline({ profiles: ['docker', 'test'] }));
    form.setLaunch('profiles', 'own');
    form.setLaunch('profiles', form.launch.toggled('test'));
    expect(form.body().launch).toEqual({ profiles: ['own', 'test'] });
    form.setLaunch('profiles', form.launch.toggled('own'));
    expect(form.body().launch).toEqual({ profiles: ['test'] });
  });

  it('shows the launch options if the check finds an error in one', () => {
    form.checked({ errors: [{ field: 'params.input_dir', message: 'is missing' }], warnings: [] });
    expect(form.advanced()).toBe(false);
    form.checked({ errors: [{ field: 'launch.nextflow', message: 'no release is that' }], warnings: [] });
    expect(form.advanced()).toBe(true);
  });

  it('copies the launch options of a job, and shows them', () => {
    const launch = { profiles: ['test'], stub_run: true, env: { LAB: '7' }, config: 'process.cpus = 1' };
    form.like(aJob({ launch, params: { input_dir: '/in' } }));
    expect([form.body().launch, form.advanced()]).toEqual([launch, true]);
  });

  it('sends null for what the manifest sets and the copied job did not have', () => {
    const files = { 'a.csv': '/a.csv', 'b.csv': '/b.csv' };
    const launch = { entry: 'QC', env: { A: '1', B: '2' }, files };
    form.choose(aPipeline({ name: 'qc', environment: ['A', 'B'], launch }));
    expect(form.body().launch).toBeUndefined();
    form.like(aJob({ launch: { env: { B: '2' }, files } }));
    expect([form.body().launch, form.advanced()]).toEqual([{ entry: '', env: { B: '2', A: null } }, true]);
    form.like(aJob({ launch: null }));
    expect(form.body().launch).toEqual({
      entry: '',
      env: { A: null, B: null },
      files: { 'a.csv': null, 'b.csv': null },
    });
    form.like(aJob({ launch }));
    expect(form.body().launch).toBeUndefined();
    form.setLaunch('env', 'B=3');
    expect(form.body().launch).toEqual({ env: { B: '3', A: null } });
  });

  it('copies the queue of a job without its priority, and opens the advanced part for a wrong one', () => {
    form.like(aJob({ queue: 'urgent', priority: 7, params: { input_dir: '/in' } }));
    expect([form.body().queue, form.body().priority, form.advanced()]).toEqual(['urgent', undefined, true]);
    form.advanced.set(false);
    form.setPriority('soon');
    expect([form.ready(), form.advanced(), form.errorOf('priority')]).toEqual([false, true, 'Must be a whole number']);
    form.setPriority('3');
    expect([form.ready(), form.body().priority]).toEqual([true, 3]);
    expect(form.refuse([{ field: 'queue', message: 'there is none named urgent' }])).toEqual([]);
    expect(form.errorOf('queue')).toBe('There is none named urgent');
  });

  it('resumes automatically by the pipeline, the copied job or the person, and requires a cause', () => {
    form.setSampleName('S1');
    form.set(field('input_dir'), '/in');
    const lost = { causes: ['runner_lost' as const], times: 2 };
    form.like(aJob({ params: { input_dir: '/in' }, resume_after: lost }));
    expect([form.body().resume_after, form.advanced()]).toEqual([lost, true]);
    form.advanced.set(false);
    form.toggleResumeCause('runner_lost');
    expect([form.ready(), form.errorOf('resume_after'), form.advanced()]).toEqual([
      false,
      'Choose when it is resumed',
      true,
    ]);
    form.choose(aPipeline({ name: 'again', schema, resume_after: lost }));
    expect(form.body()).not.toHaveProperty('resume_after');
    form.setResumes(0);
    expect(form.body().resume_after).toBeNull();
    expect(form.refuse([{ field: 'resume_after', message: 'cannot be used here' }])).toEqual([]);
    expect(form.errorOf('resume_after')).toBe('Cannot be used here');
    form.setResumes(1);
    expect(form.errorOf('resume_after')).toBeNull();
  });

  it('takes a Nextflow version and a parser, by default those of the manifest', () => {
    form.choose(aPipeline({ name: 'strict', launch: { nextflow: '>=25.10', syntax_parser: 'v2' } }));
    expect([form.launch.texts().nextflow, form.body().launch]).toEqual(['>=25.10', undefined]);
    form.setLaunch('nextflow', ' 26.04.1 ');
    form.setLaunch('syntax_parser', 'v1');
    expect(form.body().launch).toEqual({ nextflow: '26.04.1', syntax_parser: 'v1' });
    form.setLaunch('nextflow', '');
    form.setLaunch('syntax_parser', '');
    expect(form.body().launch).toEqual({ nextflow: '' });
  });

  it("shows the server's findings about its launch options at once, until they change", () => {
    form.advanced.set(true);
    form.setLaunch('profiles', 'tset');
    form.setLaunch('env', 'A=1\nB=2');
    const unknown = { field: 'launch.profiles', message: 'This pipeline has none named tset' };
    form.checked({
      errors: [
        { field: 'launch.env.A', message: 'is no variable' },
        { field: 'launch.env.B', message: 'is no variable' },
      ],
      warnings: [unknown],
    });
    expect(form.errorOf('launch.env')).toBe('A is no variable; B is no variable');
    expect(form.warningOf('launch.profiles')).toBe(unknown.message);
    expect(form.otherWarnings()).toEqual([]);
    form.advanced.set(false);
    expect(form.otherWarnings()).toEqual([unknown]);
    form.setLaunch('profiles', 'test');
    form.setLaunch('env', '');
    expect([form.warningOf('launch.profiles'), form.errorOf('launch.env')]).toEqual([null, null]);
  });

  it("shows warnings about the pipeline's config apart if the job may have none of its own", () => {
    const warning = { field: 'launch.config', message: 'Runs tasks in Docker' };
    const shown = (pipeline: Partial<PipelineView>) => {
      form.choose(aPipeline(pipeline));
      form.advanced.set(true);
      form.checked({ errors: [], warnings: [warning] });
      return form.otherWarnings();
    };
    expect(shown({ name: 'own', takes_config: false })).toEqual([warning]);
    expect(shown({ name: 'open', takes_config: true })).toEqual([]);
    expect(shown({ name: 'set', takes_config: false, launch: { config: 'docker.enabled = true' } })).toEqual([]);
  });

  it.each([
    ['entry', 'a-b', 'Must be a name: letters, digits and _'],
    ['revision', '--upload', 'Must be a branch, tag or commit: letters, digits and _ . / + -'],
    ['profiles', 'a, -b', '“-b” is not the name of a profile'],
    ['nextflow', 'latest', 'Must be a version or conditions, such as 25.10.4 or >=25.04, <26'],
    ['nextflow', '>=26, <24', 'No release of Nextflow is both >=26 and <24'],
    ['syntax_parser', 'v3', 'Must be v1 or v2'],
  ] as const)('reports what is wrong with the %s %s before it is sent', (field, text, message) => {
    form.setLaunch(field, text);
    form.touch(`launch.${field}`);
    expect(form.errorOf(`launch.${field}`)).toBe(message);
  });

  it('sends only what differs from the manifest, with numbers as numbers', () => {
    form.choose(aPipeline({ name: 'deep', schema, params: { min_depth: 20 } }));
    form.fill('S1', { input_dir: '/in', min_depth: 20 });
    form.set(field('threads'), '4');
    form.reason.set(' Order 7 ');
    expect(form.body()).toMatchObject({ params: { input_dir: '/in', threads: 4 }, reason: 'Order 7' });
  });

  it('sends a selected number as that number, in any notation of the page', () => {
    form.fill('S1', { input_dir: '/in', kmer: 55 });
    expect(form.body().params).toEqual({ input_dir: '/in', kmer: 55 });
    form.set(field('kmer'), '77');
    expect([form.ready(), form.body().params]).toEqual([true, { input_dir: '/in', kmer: 77 }]);
    form.set(field('kmer'), null);
    expect(form.body().params).toEqual({ input_dir: '/in' });
  });

  it("sends a selected value although it is the schema's default, since the script may have another one", () => {
    form.fill('S1', { input_dir: '/in' });
    form.set(field('min_depth'), '8');
    form.set(field('kmer'), '31');
    expect(form.body().params).toEqual({ input_dir: '/in', min_depth: 8, kmer: 31 });
  });

  it("sends a copied value although it is the schema's default, except values of the manifest", () => {
    form.choose(aPipeline({ name: 'deep', schema, params: { kmer: 31 } }));
    form.like(aJob({ params: { input_dir: '/in', min_depth: 8, kmer: 31 } }));
    expect(form.body().params).toEqual({ input_dir: '/in', min_depth: 8 });
  });

  it("leaves out a typed number that equals the manifest's", () => {
    form.choose(aPipeline({ name: 'deep', schema, params: { min_depth: 8 } }));
    form.fill('S1', { input_dir: '/in', min_depth: 9 });
    form.set(field('min_depth'), '8');
    expect(form.body().params).toEqual({ input_dir: '/in' });
  });

  it('copies another job, and opens the advanced fields if that one used them', () => {
    form.like(aJob({ sample_name: 'PAT-1', params: { input_dir: '/in', threads: 16, odd: 'x' } }));
    expect(form.sampleName()).toBe('PAT-1');
    expect(form.advanced()).toBe(true);
    expect(form.body().params).toEqual({ input_dir: '/in', threads: 16, odd: 'x' });
  });

  it.each([
    ['an empty text over a default of the manifest', { reference: '' }],
    ['null over a default of the manifest', { reference: null }],
    ['an empty text if the schema has a default', { min_depth: '' }],
    ['null if the schema has a default', { min_depth: null }],
    ['a list in a field of one text', { reference: ['a', 'b'] }],
    ['a text in a field of a number', { min_depth: '8' }],
    ['a text in a field of JSON', { extra: '{"a": 1}' }],
    ['a choice that the list does not have', { kmer: '99' }],
  ])('copies %s, until a person fills in its field', (_, params) => {
    const more = { reference: { type: 'string' }, extra: { type: 'object' } };
    const properties = { ...schema.properties, ...more };
    form.choose(aPipeline({ name: 'deep', schema: { ...schema, properties }, params: { reference: 'GRCh38' } }));
    form.like(aJob({ params: { input_dir: '/in', output_dir: '/old', ...params } }));
    expect(form.ready()).toBe(true);
    expect(form.body().params).toEqual({ input_dir: '/in', ...params });
    const [name] = Object.keys(params) as [string];
    form.checked({ errors: [{ field: `params.${name}`, message: 'is wrong' }], warnings: [] });
    expect(form.errorOf(`params.${name}`)).toBe('Is wrong');
    form.set(field(name), null);
    expect(form.body().params).toEqual({ input_dir: '/in' });
  });

  it("drops values without a field on a person's request", () => {
    form.like(aJob({ params: { input_dir: '/in', odd: 'x' } }));
    form.leaveOut('odd');
    expect(form.body().params).toEqual({ input_dir: '/in' });
  });

  it('requires a parameter that a rerun would empty, also with a profile', () => {
    form.like(aJob({ params: { input_dir: '/in' }, launch: { profiles: ['test'] } }), { keepsSheet: true });
    form.set(field('input_dir'), null);
    expect([form.isRequired(field('input_dir')), form.ready()]).toEqual([true, false]);
  });

  describe('of another revision than its schema', () => {
    const repository = 'https://github.com/nf-core/rnaseq';
    const versioned = { name: 'versioned', schema, repository, revision: 'c1', launch: { revision: '1.0' } };
    beforeEach(() => {
      form.choose(aPipeline(versioned));
      form.setSampleName('S1');
    });

    it('is checked by the server alone', () => {
      form.set(field('kmer'), '99');
      form.set(field('min_depth'), '0');
      expect([form.otherRevision(), form.ready()]).toEqual([null, false]);
      form.checked({ errors: [{ field: 'params.kmer', message: 'must be one of 31, 55, 77' }], warnings: [] });
      form.setLaunch('revision', '2.0');
      expect([form.otherRevision(), form.ready()]).toEqual(['2.0', true]);
      expect(form.body().params).toEqual({ kmer: '99', min_depth: 0 });
      form.checked({ errors: [{ field: 'params.kmer', message: 'must be 99' }], warnings: [] });
      expect([form.ready(), form.errorOf('params.kmer')]).toEqual([false, 'Must be 99']);
    });

    it('has no invalid number', () => {
      form.setLaunch('revision', '2.0');
      form.set(field('min_depth'), 'many');
      expect([form.ready(), form.errorOf('params.min_depth')]).toEqual([false, 'Must be a number']);
    });

    it.each([
      ['c1', '', null],
      ['c0', '', 'c0'],
      ['c0', '0.9', 'c0'],
      ['c0', '1.0', null],
      ['c0', '2.0', '2.0'],
    ])('is recognised if a job at commit %s runs again and the revision is "%s"', (pipeline_revision, given, other) => {
      form.like(aJob({ pipeline_revision, launch: { revision: '0.9' } }), { keepsSheet: true });
      form.setLaunch('revision', given);
      expect(form.otherRevision()).toBe(other);
    });
  });

  it("shows the server's errors at their fields until those change", () => {
    form.fill('S1', { input_dir: '/in' });
    const rest = form.refuse([
      { field: 'params.input_dir', message: 'lies outside the input roots' },
      { field: 'params.odd', message: 'is not known' },
    ]);
    expect(form.errorOf('params.input_dir')).toBe('Lies outside the input roots');
    expect(rest).toEqual([{ field: 'params.odd', message: 'is not known' }]);
    form.set(field('input_dir'), '/other');
    expect(form.ready()).toBe(true);
  });

  it('shows warnings at their fields until those change, and errors of a check only at filled-in fields', () => {
    form.set(field('min_depth'), '9');
    form.checked({
      errors: [
        { field: 'params.input_dir', message: 'is required' },
        { field: 'params.min_depth', message: 'must be at least 10' },
      ],
      warnings: [
        { field: 'params.kmer', message: 'is odd' },
        { field: 'params.dept', message: 'is not in the schema' },
      ],
    });
    expect(['input_dir', 'min_depth'].map((name) => form.errorOf(`params.${name}`))).toEqual([
      null,
      'Must be at least 10',
    ]);
    expect(form.warningOf('params.kmer')).toBe('Is odd');
    expect(form.otherWarnings()).toEqual([{ field: 'params.dept', message: 'Is not in the schema' }]);
    form.set(field('kmer'), '55');
    expect(form.warningOf('params.kmer')).toBeNull();
  });

  it('resets with another pipeline, but keeps the sample', () => {
    form.fill('S1', { input_dir: '/in' });
    form.choose(aPipeline({ name: 'panel' }));
    expect([form.sampleName(), form.values()]).toEqual(['S1', {}]);
  });

  it('tracks whether a person entered something that would be lost', () => {
    expect(form.changed()).toBe(false);
    form.setSampleName('S');
    expect(form.changed()).toBe(true);
    form.fill('DEMO1', { input_dir: '/demo/DEMO1' });
    expect(form.changed()).toBe(false);
    form.choose(aPipeline({ name: 'panel', schema }));
    expect(form.changed()).toBe(false);
    form.set(field('input_dir'), '/in');
    expect(form.changed()).toBe(true);
    form.like(aJob({ sample_name: 'PAT-1' }));
    expect(form.changed()).toBe(false);
    form.setReason('new order');
    expect(form.changed()).toBe(true);
  });

  it('hides groups with advanced fields only', () => {
    const titles = () => form.shownGroups().flatMap(({ fields }) => fields.map(({ name }) => name));
    expect(titles()).toEqual(['input_dir', 'min_depth', 'kmer']);
    form.advanced.set(true);
    expect(titles()).toEqual(['input_dir', 'min_depth', 'threads', 'kmer']);
  });

  it('requires a reason if the server does, and marks the field, also if only the server knew', () => {
    form.fill('S1', { input_dir: '/in' });
    expect(form.ready()).toBe(true);
    expect(form.refuse([{ field: 'reason', message: 'is required to submit a job' }])).toEqual([]);
    expect(form.errorOf('reason')).toBe('Is required to submit a job');
    form.setReason('new order');
    expect([form.errorOf('reason'), form.body().reason]).toEqual([null, 'new order']);

    form.reasonRequired.set(true);
    form.setReason('  ');
    expect([form.ready(), form.errorOf('reason')]).toEqual([false, 'Is required']);
  });

  it('has labels, which another job like it takes over', () => {
    form.fill('S1', { input_dir: '/in' });
    form.labels.add();
    form.labels.set(0, { key: 'run', value: '2026 48' });
    expect(form.changed()).toBe(true);
    expect([form.ready(), form.errorOf('labels.0.key')]).toEqual([false, null]);
    expect(form.errorOf('labels.0.value')).toContain('letters, digits');
    form.like(aJob({ params: { input_dir: '/in' }, labels: { run: '2026-48' } }));
    expect([form.ready(), form.body().labels, form.changed()]).toEqual([true, { run: '2026-48' }, false]);
  });
});
