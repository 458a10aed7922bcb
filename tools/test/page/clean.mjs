import { TestBed } from '@angular/core/testing';

globalThis.aroundEachTest = () => {
  beforeEach(() => {
    TestBed.resetTestingModule();
  });
  afterEach(() => {
    TestBed.resetTestingModule();
  });
  afterAll(() => {
    jest.useRealTimers();
    document.head.replaceChildren();
    document.body.replaceChildren();
    localStorage.clear();
    sessionStorage.clear();
  });
};
