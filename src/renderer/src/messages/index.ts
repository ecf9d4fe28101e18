export { causeNow } from './cause'
export { default as MessageList } from './MessageList.vue'
export { useMessages } from './messages'
