import { readFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import express from 'express';
import { eventSchemas } from '@reprise/contracts';
import { eventsPage } from './events-page.ts';

let server: Server;
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server = express()
      .use('/api', eventsPage())
      .listen(0, '127.0.0.1', () => resolve());
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('the documentation of events', () => {
  it('is published as an AsyncAPI document', async () => {
    const file = new URL('../../../../../libs/contracts/src/asyncapi/asyncapi.json', import.meta.url);
    const answer = await fetch(`${url}/asyncapi.json`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('is a page with each type, without foreign sources and inline code', async () => {
    const html = await (await fetch(`${url}/events`)).text();
    for (const type of Object.keys(eventSchemas)) expect(html).toContain(`id="${type}"`);
    expect(html).not.toMatch(/<script|<style|style=|src=|https?:/);
    expect(html).not.toMatch(/undefined|\[object/);
    expect((await fetch(`${url}/events/style.css`)).headers.get('content-type')).toMatch(/^text\/css/);
  });
});
