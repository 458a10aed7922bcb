import { aPipeline } from '../../../testing/views.ts';
import { JobForm } from './job-form.ts';

const FOLDER = '/uploads/PAT-1';
const wes = aPipeline();
const panel = aPipeline({ name: 'panel', input_param: 'reads' });
const demo = { name: 'DEMO1', params: { reads: '/demo/DEMO1' } };

describe('the sample of a new job that starts from an uploaded one', () => {
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

  it('is filled in with each pipeline, and does not count as input', () => {
    expect(sent()).toEqual(['PAT-1', { input_dir: FOLDER }]);
    form.choose(panel);
    expect(sent()).toEqual(['PAT-1', { reads: FOLDER }]);
    expect(form.changed()).toBe(false);
  });

  it('keeps the name that a person typed when the pipeline changes', () => {
    form.setSampleName('PAT-1 again');
    form.choose(panel);
    expect(sent()).toEqual(['PAT-1 again', { reads: FOLDER }]);
    expect(form.changed()).toBe(true);
  });

  it('is filled in again after a person emptied the name', () => {
    form.setSampleName('');
    form.choose(panel);
    expect(form.sampleName()).toBe('PAT-1');
  });

  it('passes no folder to another pipeline after a person selected another one', () => {
    typeInput('/data/PAT-2');
    form.choose(panel);
    expect(sent()).toEqual(['PAT-1', {}]);
  });

  it('is replaced by a demo, also if another pipeline is selected afterwards', () => {
    form.choose(panel);
    form.takeDemo(demo);
    expect(sent()).toEqual(['DEMO1', { reads: '/demo/DEMO1' }]);
    form.choose(wes);
    expect(sent()).toEqual(['DEMO1', {}]);
  });

  it('keeps the name that a person typed with a demo, which counts as input', () => {
    form.setSampleName('Trial');
    form.choose(panel);
    form.takeDemo(demo);
    expect(sent()).toEqual(['Trial', { reads: '/demo/DEMO1' }]);
    expect(form.changed()).toBe(true);
    form.takeDemo({ name: 'DEMO2', params: { reads: '/demo/DEMO2' } });
    expect(sent()).toEqual(['Trial', { reads: '/demo/DEMO2' }]);
  });

  it('is replaced by another uploaded one if no person typed', () => {
    form.takeSample('PAT-2', '/uploads/PAT-2');
    expect(sent()).toEqual(['PAT-2', { input_dir: '/uploads/PAT-2' }]);
    form.setSampleName('Mine');
    typeInput('/data/mine');
    form.takeSample('PAT-3', '/uploads/PAT-3');
    expect(sent()).toEqual(['Mine', { input_dir: '/data/mine' }]);
  });
});

describe('a demo sample', () => {
  it('replaces another demo', () => {
    const form = new JobForm();
    form.choose(panel);
    form.takeDemo(demo);
    form.takeDemo({ name: 'DEMO2', params: { reads: '/demo/DEMO2' } });
    expect([form.body().sample_name, form.changed()]).toEqual(['DEMO2', false]);
  });
});
