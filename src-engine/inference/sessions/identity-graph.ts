/** The smallest ONNX graph there is: `y = Identity(x)`, one float. Loading it tells whether a provider loads. */
export const IDENTITY_GRAPH = Uint8Array.from(
  atob('CAg6OwoQCgF4EgF5IghJZGVudGl0eRIFZ3JhcGhaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgIQEQ=='),
  (letter) => letter.charCodeAt(0),
)
