import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A wire to a server that can be cut: what goes through is dropped without a word, and nothing new gets through. */
export class CuttableNetwork {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(private readonly listener: Server) {}

  /** Leads to a port of this machine. */
  static async to(port: number): Promise<CuttableNetwork> {
    const listener = createServer();
    const network = new CuttableNetwork(listener);
    listener.on('connection', near => network.join(near, port));
    await new Promise<void>(listening => listener.listen(0, '127.0.0.1', listening));
    return network;
  }

  /** Where it is entered. */
  get port(): string {
    return String((this.listener.address() as AddressInfo).port);
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise(closed => this.listener.close(closed));
  }

  private join(near: Socket, port: number): void {
    if (this.isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
