import { parentPort } from 'node:worker_threads';
import { parseDocument } from './parse-document.js';
import type { ReadingJob } from './reader-pool.js';

/** The program of a worker: reads one document at a time, as it is told, and says once that it is ready. */
const port = parentPort;
if (!port) throw new Error('This program runs as a worker only.');
port.on('message', ({ bytes, name, mostBytes }: ReadingJob) => port.postMessage(parseDocument(bytes, name, mostBytes)));
port.postMessage('ready');
