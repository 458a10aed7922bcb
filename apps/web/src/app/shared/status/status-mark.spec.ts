import { TestBed } from '@angular/core/testing';
import { aJob } from '../../testing/views.ts';
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

  it('shows no other warning', async () => {
    expect(wordsOf(await markOf(aJob({ status: 'completed' })))).toBe('Completed');
  });
});
