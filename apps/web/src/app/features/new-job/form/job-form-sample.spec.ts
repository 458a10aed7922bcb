import { aPipeline } from '../../../testing/views.ts';
import { JobForm } from './job-form.ts';

const FOLDER = '/uploads/PAT-1';
const wes = aPipeline();
const panel = aPipeline({ name: 'panel', input_param: 'reads' });
const demo = { name: 'DEMO1', params: { reads: '/demo/DEMO1' } };

describe('the sample of a new job that begins with an uploaded one', () => {
  let form: JobForm;
  const sent = () => [form.body().sample_name, form.body().params];
  const typeInput = (text: string) =>
    form.set(
      form.fields().find(({ name }) => name === 'input_dir')!,
      text,
    );
  beforeEach(() => {
    form = new JobForm();
    form.takeSample('PAT-1', FOLDER);
    form.choose(wes);
  });

  it('is filled in with each pipeline, and is nothing that would be lost', () => {
    expect(sent()).toEqual(['PAT-1', { input_dir: FOLDER }]);
    form.choose(panel);
    expect(sent()).toEqual(['PAT-1', { reads: FOLDER }]);
    expect(form.changed()).toBe(false);
  });

  it('keeps the name that a person typed with another pipeline', () => {
    form.setSampleName('PAT-1 again');
    form.choose(panel);
    expect(sent()).toEqual(['PAT-1 again', { reads: FOLDER }]);
    expect(form.changed()).toBe(true);
  });

  it('fills in a name that a person emptied', () => {
    form.setSampleName('');
    form.choose(panel);
    expect(form.sampleName()).toBe('PAT-1');
  });

  it('gives another pipeline no folder once a person chose another one', () => {
    typeInput('/data/PAT-2');
    form.choose(panel);
    expect(sent()).toEqual(['PAT-1', {}]);
  });

  it('gives way to a demo, also when another pipeline is chosen after it', () => {
    form.choose(panel);
    form.takeDemo(demo);
    expect(sent()).toEqual(['DEMO1', { reads: '/demo/DEMO1' }]);
    form.choose(wes);
    expect(sent()).toEqual(['DEMO1', {}]);
  });

  it('keeps the name that a person typed with a demo, which would be lost', () => {
    form.setSampleName('Trial');
    form.choose(panel);
    form.takeDemo(demo);
    expect(sent()).toEqual(['Trial', { reads: '/demo/DEMO1' }]);
    expect(form.changed()).toBe(true);
    form.takeDemo({ name: 'DEMO2', params: { reads: '/demo/DEMO2' } });
    expect(sent()).toEqual(['Trial', { reads: '/demo/DEMO2' }]);
  });

  it('is replaced by another uploaded one where no person typed', () => {
    form.takeSample('PAT-2', '/uploads/PAT-2');
    expect(sent()).toEqual(['PAT-2', { input_dir: '/uploads/PAT-2' }]);
    form.setSampleName('Mine');
    typeInput('/data/mine');
    form.takeSample('PAT-3', '/uploads/PAT-3');
    expect(sent()).toEqual(['Mine', { input_dir: '/data/mine' }]);
  });
});

describe('a demo', () => {
  it('takes the place of another demo', () => {
    const form = new JobForm();
    form.choose(panel);
    form.takeDemo(demo);
    form.takeDemo({ name: 'DEMO2', params: { reads: '/demo/DEMO2' } });
    expect([form.body().sample_name, form.changed()]).toEqual(['DEMO2', false]);
  });
});
