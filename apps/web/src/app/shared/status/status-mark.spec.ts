import { TestBed } from '@angular/core/testing';
import { aJob, aStep } from '../../testing/views.ts';
import { StatusMark } from './status-mark.ts';

describe('the status mark of a job', () => {
  const markOf = async (job: ReturnType<typeof aJob>) => {
    const fixture = TestBed.createComponent(StatusMark);
    fixture.componentRef.setInput('job', job);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  };

  const wordsOf = (mark: HTMLElement) => mark.textContent.replaceAll(/\s+/g, ' ').trim();

  it('warns of a completed job whose results may be incomplete, with the reason', async () => {
    const message = 'Nextflow did not publish all results: the disk is full.';
    const mark = await markOf(aJob({ status: 'completed', warnings: [{ about: 'results', message }] }));
    expect(wordsOf(mark)).toBe('Completed with a warning');
    expect(mark.querySelector('.warned')?.getAttribute('title')).toBe(
      `Completed; its results may be incomplete: ${message}`,
    );
  });

  it('says how many failures the pipeline of a completed job ignored', async () => {
    const steps = [aStep('ALIGN', 'done', { completed: 2, ignored: 1 })];
    const mark = await markOf(aJob({ status: 'completed', steps }));
    expect(wordsOf(mark)).toBe('Completed , 1 failure ignored');
    expect(mark.querySelector('.warned')?.getAttribute('title')).toBe('1 failure ignored');
    expect(wordsOf(await markOf(aJob({ status: 'running', steps })))).toBe('Running');
  });

  it('shows no other warning', async () => {
    expect(wordsOf(await markOf(aJob({ status: 'completed' })))).toBe('Completed');
  });
});
