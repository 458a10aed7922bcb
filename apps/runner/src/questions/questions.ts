import type { Type } from '@nestjs/common';
import type { RunnerPlace } from '@reprise/contracts';
import { accessQuestion, type AccessSettings } from './access-question.ts';
import { compileQuestion, type CompileSettings } from './compile-question.ts';
import { executorsQuestion } from './executors-question.ts';
import { limitsQuestion } from './limits-question.ts';
import { redoQuestion } from './redo-question.ts';
import { resultQuestions } from './result-questions.ts';
import { sizeQuestions } from './size-questions.ts';
import { stepLinksQuestion } from './step-links-question.ts';
import { storageQuestions } from './storage-questions.ts';

/** Returns the controllers that answer requests about a runner's storage. */
export const questions = (place: RunnerPlace, dataDir: string, settings: AccessSettings & CompileSettings): Type[] => [
  storageQuestions(place, dataDir),
  resultQuestions(place, dataDir),
  redoQuestion(place, dataDir),
  stepLinksQuestion(place, dataDir),
  limitsQuestion(place, dataDir),
  sizeQuestions(place, dataDir),
  executorsQuestion(place, dataDir),
  accessQuestion(place, settings),
  compileQuestion(place, settings),
];
