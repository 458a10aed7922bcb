import { TestBed } from '@angular/core/testing';
import { aJob, anAttempt, anEntry } from '../../../testing/views.ts';
import { ParamsPanel } from './params-panel.ts';

const textOf = async (pipeline_revision: string) => {
  const fixture = TestBed.createComponent(ParamsPanel);
  const history = [anEntry('submitted', { data: { pipeline_revision: '5d5a169a00' } })];
  fixture.componentRef.setInput('attempt', anAttempt({ pipeline_revision }));
  fixture.componentRef.setInput('job', aJob());
  fixture.componentRef.setInput('history', history);
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).textContent;
};

describe('the parameters panel of an attempt', () => {
  it('states that the pipeline changed between submission and start', async () => {
    expect(await textOf('1b75885f00')).toContain(
      'The pipeline changed after the job was submitted: revision 5d5a169a was submitted, 1b75885f ran.',
    );
    expect(await textOf('5d5a169a00')).not.toContain('changed after');
  });
});
