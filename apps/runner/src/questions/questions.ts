import type { Type } from '@nestjs/common';
import { accessQuestion, type AccessSettings } from './access-question.ts';
import { limitsQuestion } from './limits-question.ts';
import { redoQuestion } from './redo-question.ts';
import { resultQuestions } from './result-questions.ts';
import { sizeQuestions } from './size-questions.ts';
import { storageQuestions } from './storage-questions.ts';

/** Returns the controllers that answer questions about a storage, which any of its runners can. */
export const questions = (storageId: string, dataDir: string, access: AccessSettings): Type[] => [
  storageQuestions(storageId, dataDir),
  resultQuestions(storageId, dataDir),
  redoQuestion(storageId, dataDir),
  limitsQuestion(storageId, dataDir),
  sizeQuestions(storageId, dataDir),
  accessQuestion(storageId, access),
];
