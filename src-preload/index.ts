import { contextBridge } from 'electron'

// The bridge is the only thing a page sees of the app; the StudioApi is offered here once the studio has one.
contextBridge.exposeInMainWorld('glimpse3d', Object.freeze({ platform: process.platform }))
