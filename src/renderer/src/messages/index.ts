export { default as MessageList } from './MessageList.vue'
export { useMessages } from './messages'
