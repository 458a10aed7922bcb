import { ESCAPE } from '@angular/cdk/keycodes';
import { BreakpointObserver } from '@angular/cdk/layout';
import { Component, DOCUMENT, Injector, runInInjectionContext } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { jest } from '@jest/globals';
import { NEVER } from 'rxjs';
import { settled } from '../testing/settled.ts';
import { injectSheet } from './inject-sheet.ts';
import { Session } from './session.ts';
import { Sheets } from './sheets.ts';

let sheet: ReturnType<typeof injectSheet<string, string>>;
/** The timers of the spec are faked. */
const { setTimeout: realTimeout } = globalThis;

@Component({ selector: 'rp-asking', template: '<button type="button">Send</button>' })
class Asking {
  constructor() {
    sheet = injectSheet<string, string>();
  }
}

describe.each([
  ['a dialog', false],
  ['a bottom sheet', true],
])('%s', (_, isNarrow) => {
  let answers: unknown[];
  beforeEach(() => {
    jest.useFakeTimers();
    jest.spyOn(globalThis, 'matchMedia').mockReturnValue({ matches: isNarrow } as MediaQueryList);
    answers = [];
    TestBed.configureTestingModule({
      providers: [
        { provide: BreakpointObserver, useValue: { observe: () => NEVER } },
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
  });
  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const open = async (held = false) => {
    const sheets = TestBed.inject(Sheets);
    const before = sheet;
    void sheets.open(Asking, 'data', { label: 'Asking', held }).then((answer) => answers.push(answer));
    expect(sheets.isOpen).toBe(true);
    while (sheet === before) await new Promise((resolve) => realTimeout(resolve));
    TestBed.tick();
  };
  const escape = async () => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
    Object.defineProperty(event, 'keyCode', { value: ESCAPE });
    document.body.dispatchEvent(event);
    await jest.advanceTimersByTimeAsync(1000);
    return answers.length;
  };

  /** Sends a command that settles when it gets a response. */
  const sending = () => {
    let answer: (refusal?: Error) => void = () => undefined;
    const sent = sheet.during(
      () => new Promise<void>((resolve, reject) => (answer = (refusal) => (refusal ? reject(refusal) : resolve()))),
    );
    sent.catch(() => undefined);
    return { sent, answer: (refusal?: Error) => answer(refusal) };
  };

  it('closes with Escape, but not during its command', async () => {
    await open();
    const { sent, answer } = sending();
    expect([await escape(), sheet.isHeld()]).toEqual([0, true]);
    answer();
    await sent;
    expect([await escape(), sheet.isHeld()]).toEqual([1, false]);
  });

  it('closes by its own button only after its command', async () => {
    await open();
    const { sent, answer } = sending();
    sheet.dismiss();
    await jest.advanceTimersByTimeAsync(1000);
    expect(answers).toEqual([]);
    answer(new Error('refused'));
    await expect(sent).rejects.toThrow('refused');
    sheet.dismiss();
    await jest.advanceTimersByTimeAsync(1000);
    expect(answers).toEqual([undefined]);
  });

  it('can be closed if its command hangs', async () => {
    await open();
    sending();
    await jest.advanceTimersByTimeAsync(20_000);
    expect([sheet.isHeld(), await escape()]).toEqual([false, 1]);
  });

  it('closes with its result, also while it is held open', async () => {
    await open();
    sending();
    sheet.close('done');
    await jest.advanceTimersByTimeAsync(1000);
    expect(answers).toEqual(['done']);
  });

  it('stays closable only by its own button after its command, if it was before', async () => {
    await open(true);
    await sheet.during(() => Promise.resolve());
    expect(await escape()).toBe(0);
  });

  it('closes when the session has ended, even if it was held open', async () => {
    await open(true);
    TestBed.inject(Session).signedOut.set(true);
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(1000);
    expect(answers).toEqual([undefined]);
  });
});

describe('a sheet whose code cannot be loaded', () => {
  it.each([
    ['reloads the page if the server answers', () => Promise.resolve(new Response()), 1],
    ['keeps the page while the server is not reached', () => Promise.reject(new TypeError('Failed to fetch')), 0],
    ['keeps the page while only a proxy answers', () => Promise.resolve(new Response(null, { status: 502 })), 0],
  ])('%s', async (_, answer, reloads) => {
    const reload = jest.fn();
    jest.spyOn(globalThis, 'fetch').mockImplementation(answer);
    const document = { baseURI: 'http://127.0.0.1/', location: { reload } };
    const injector = Injector.create({ providers: [{ provide: DOCUMENT, useValue: document }] });
    const sheets = runInInjectionContext(injector, () => new Sheets());
    const part = Promise.reject(new TypeError('Failed to fetch dynamically imported module: /chunk-ABCD1234.js'));
    await expect(sheets.open(part, null, { label: 'Asking' })).rejects.toThrow('dynamically imported');
    await settled();
    expect(reload).toHaveBeenCalledTimes(reloads);
  });
});
