import { parentPort } from 'node:worker_threads';
import { readBroughtFile } from './read-brought-file.js';

/** The program of a worker: reads one file of a bank at a time, as it is told, and says once that it is ready. */
const port = parentPort;
if (!port) throw new Error('This program runs as a worker only.');
port.on('message', (file: { bytes: Uint8Array }) => port.postMessage(readBroughtFile(file)));
port.postMessage('ready');
