/** The compute window's preload hears of a port on this channel, and passes it to its page under this word. */
export const COMPUTE_PORT = 'compute:port'
