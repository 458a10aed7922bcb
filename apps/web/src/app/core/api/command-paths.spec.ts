import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { commandNamesFor, commands } from '@reprise/contracts';
import { QueueApi } from './queue-api.ts';
import { RunnerApi } from './runner-api.ts';

describe("the page's clients of commands", () => {
  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
  });
  const sentTo = () =>
    TestBed.inject(HttpTestingController)
      .match(() => true)
      .map(({ request }) => request.url);

  it.each(commandNamesFor('queue'))('send %s to the path of the catalogue', (name) => {
    void TestBed.inject(QueueApi).command(name, 'urgent', { name: 'urgent' }, 'k');
    expect(sentTo()).toEqual([`/api/${commands[name].path.replace(':name', 'urgent')}`]);
  });

  it.each(commandNamesFor('runner'))('send %s to the path of the catalogue', (name) => {
    void TestBed.inject(RunnerApi).command(name, 'node 3', { schedule: null }, 'k');
    expect(sentTo()).toEqual([`/api/${commands[name].path.replace(':runner', 'node%203')}`]);
  });
});
