import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { People } from '../../../shared/people/people.ts';
import { anEntry } from '../../../testing/views.ts';
import { MomentBar } from './moment-bar.ts';
import { MomentClock } from '../history/moment-clock.ts';

describe('the slider over the events of a job', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const historyTo = (last: number) => Array.from({ length: last }, (_, i) => anEntry('task_started', { seq: i + 1 }));

  /** The slider of a job with five events, in its present state. */
  const drawn = () => {
    TestBed.configureTestingModule({
      providers: [
        { provide: People, useValue: { text: (actor: string) => actor } },
        { provide: MomentClock, useValue: { present: signal(0) } },
      ],
    });
    const bar = TestBed.createComponent(MomentBar);
    const show = (inputs: { history?: number; seq?: number | null; coming?: boolean }) => {
      if (inputs.history !== undefined) bar.componentRef.setInput('history', historyTo(inputs.history));
      if (inputs.coming !== undefined) bar.componentRef.setInput('coming', inputs.coming);
      if (inputs.seq !== undefined) bar.componentRef.setInput('seq', inputs.seq);
      bar.detectChanges();
    };
    show({ history: 5, seq: null });
    const went: (number | null)[] = [];
    bar.componentInstance.go.subscribe((seq) => went.push(seq));
    const knob = (bar.nativeElement as HTMLElement).querySelector('input')!;
    const drag = (to: number) => {
      knob.value = String(to);
      knob.dispatchEvent(new Event('input'));
      bar.detectChanges();
    };
    const end = () =>
      [...(bar.nativeElement as HTMLElement).querySelectorAll('.end > *')].map((part) => part.textContent);
    return { show, drag, went, knob, end };
  };

  it('keeps the knob in place while it is held and an event arrives', () => {
    const { show, drag, went, knob } = drawn();
    drag(1);
    show({ history: 6 });
    expect(knob.value).toBe('1');
    jest.advanceTimersByTime(1000);
    expect(went).toEqual([2]);
  });

  it('moves to now if the knob is held at the end when an event arrives', () => {
    const { show, drag, went, knob } = drawn();
    show({ seq: 2 });
    drag(4);
    show({ history: 6 });
    expect(knob.value).toBe('5');
    jest.advanceTimersByTime(1000);
    expect(went).toEqual([null]);
  });

  it('follows the events while the knob is free', () => {
    const { show, drag, knob } = drawn();
    drag(1);
    jest.advanceTimersByTime(1000);
    show({ seq: null, history: 7 });
    expect(knob.value).toBe('6');
  });

  it('does not say that the present is shown at an event that is being read', () => {
    const { show, drag, end } = drawn();
    expect(end()).toEqual(['Event 5 of 5', 'Now']);
    drag(1);
    jest.advanceTimersByTime(1000);
    show({ coming: true });
    expect(end()).toEqual(['Event 2 of 5', 'Reading…']);
  });
});
