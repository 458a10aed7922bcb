import { effect, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { PageApiClient } from '../../core/api/api-client.ts';
import { People } from './people.ts';

const ID = '3f2a0e7b-2448-43d3-8fca-86871fdbe92b';
const ACTOR = `user:${ID}`;
const ana = { user_id: ID, name: 'Ana Ruiz', email: null, initials: 'AR', role: 'admin', erased: false };

describe('the names of people', () => {
  let answer: (view: object | null) => Promise<void>;
  let people: People;
  let asked: number;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] });
    asked = 0;
    const get = () =>
      new Promise((resolve, reject) => {
        asked++;
        answer = async (view) => {
          if (view) resolve(view);
          else reject(new Error('away'));
          await Promise.resolve();
          await Promise.resolve();
        };
      });
    TestBed.configureTestingModule({ providers: [{ provide: PageApiClient, useValue: { get } }] });
    people = TestBed.inject(People);
  });
  afterEach(() => jest.useRealTimers());

  it('are empty until they are read, and then those of the directory', async () => {
    expect(people.name(ACTOR)).toMatchObject({ text: '…', initials: '…' });
    jest.advanceTimersByTime(100);
    expect([people.text(ACTOR), people.text(ACTOR, 'this user')]).toEqual(['…', 'this user']);
    await answer({ people: [ana], tokens: [], runners: [] });
    expect(people.name(ACTOR)).toMatchObject({ text: 'Ana Ruiz', initials: 'AR' });
    expect(people.text(ACTOR, 'this user')).toBe('Ana Ruiz');
  });

  it('are empty for runners too, and are their ids if no host is known', async () => {
    expect([people.text('runner:a'), people.runner('a'), people.text('gateway')]).toEqual(['…', '…', 'Reprise']);
    jest.advanceTimersByTime(100);
    await answer({ people: [], tokens: [], runners: [] });
    expect([people.text('runner:a'), people.runner('a')]).toEqual(['Runner a', 'a']);
  });

  it('are shortened ids if the directory cannot be read', async () => {
    const shown = TestBed.runInInjectionContext(() => {
      const text = signal('');
      effect(() => text.set(people.text(ACTOR)));
      return text;
    });
    for (let i = 0; i < 5; i++) {
      TestBed.tick();
      jest.advanceTimersByTime(100);
      await answer(null);
    }
    expect([shown(), asked]).toEqual(['User 3f2a', 2]);
  });
});
